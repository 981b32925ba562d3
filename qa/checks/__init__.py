"""What can be wrong with a sentence that cites: one module for each kind of mistake."""
