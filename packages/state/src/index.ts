// The door of the state package: everything other packages may import.
export {};
