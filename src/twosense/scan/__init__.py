"""Scan: read files, report the mentions in them that people will misread."""
