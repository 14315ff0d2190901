// Helpers that generated JavaScript imports: the shared definitions behind library functions, one file each.
export {};
