"""Output: how answers, findings and lists are written. Nothing here knows where they come from."""
