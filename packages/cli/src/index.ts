// The door of the cli package: everything other packages may import.
export {};
