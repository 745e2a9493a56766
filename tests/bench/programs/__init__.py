"""Programs that the rows start: each has a window, measures itself and says so on its output."""
