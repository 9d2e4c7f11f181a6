"""What pages share: formats, tables, marks, the frame's sidebar."""
