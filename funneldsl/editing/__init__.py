"""Changing what was written, and nothing else: each change is a few replaced characters of a lossless document.

Functions take documents and the plan that they mean, and give back edits; nothing here binds, reads or writes files.
"""
