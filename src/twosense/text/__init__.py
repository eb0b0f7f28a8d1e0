"""Text: what any part of twosense does with characters, words and offsets. It knows nothing of terms or files."""
