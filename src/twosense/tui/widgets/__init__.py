"""The widgets: the parts of a screen, one per file. They show what they are given, post messages, and look up nothing."""
