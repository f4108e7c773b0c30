// The door of the kinds package: everything other packages may import.
export {};
