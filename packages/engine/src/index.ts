// The door of the engine package: everything other packages may import.
export {};
