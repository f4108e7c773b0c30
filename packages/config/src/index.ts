// The door of the config package: everything other packages may import.
export {};
