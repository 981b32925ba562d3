"""What readers keep on the server: their conversations, answers they share, and what they think of answers."""
