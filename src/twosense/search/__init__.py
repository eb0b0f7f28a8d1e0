"""Search: from what people type to what they mean.

`index` compiles, `rank` answers, `query` reads the filters, `highlight` shows what matched.
"""
