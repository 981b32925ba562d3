"""The page that shows what the archive holds, to be read, added to and deleted from."""
