"""Markup: which bytes of a file are prose. One file for each markup."""
