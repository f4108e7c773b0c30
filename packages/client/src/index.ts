// The door of the client package: everything other packages may import.
export {};
