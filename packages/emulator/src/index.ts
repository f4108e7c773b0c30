// The door of the emulator package: everything other packages may import.
export {};
