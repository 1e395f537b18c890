"""Markdown as people write lists of papers in it: blocks, tables, what stands within a line.

blocks   a file as headings, list items, rows of tables and paragraphs, each with its line
cells    the cells of a row, also one that goes on in the next lines
html_rows the rows of tables in HTML, each cell in its column
inline   links, bold and italic words of one block
labels   words that name a link or a field and are no title: "PDF", "Paper", "Authors"
tables   what the columns of a table hold, whatever they are called
titles   the title among the words of a block, or the nickname
mentions whether a link is that of the paper of a block
fields   dates, authors, venues, addresses
items    the papers of headings, list items and paragraphs
rows     the papers of tables, and of JSON that holds rows of tables
"""
