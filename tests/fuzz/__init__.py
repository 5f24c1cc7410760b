"""Any text, and any edits of it: laws that must hold, and a target that tries them for as long as one likes."""
