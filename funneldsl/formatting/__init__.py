"""The one layout of a text: nothing but blanks, line ends and separators is touched.

    text → pieces → lines (layout) → lines that fit (fitting) → columns (columns) → text, compared with the old one

A piece with mistakes stays as it is, byte for byte. There are no options: who writes decides where lines end, and
the layout decides the rest.
"""
