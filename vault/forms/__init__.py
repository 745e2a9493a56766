"""What was typed into a dialog that the lock closed, kept until that dialog opens again."""
