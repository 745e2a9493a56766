"""Notes: the timeline, the editor, and the small dialogs around them."""
