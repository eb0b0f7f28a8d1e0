"""The window in a browser: a server on this machine, each of whose visitors gets a window of their own."""
