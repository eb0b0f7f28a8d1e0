"""Output: how answers look. One face a file; none of them knows where an answer comes from or where it goes."""
