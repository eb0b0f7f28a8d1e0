"""Findings: how the findings of a scan are written. One file for each format."""
