"""Looking at documents: a child process without keys, files or network draws their pages."""
