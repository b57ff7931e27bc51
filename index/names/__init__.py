"""Names across scripts: Tesla is تسلا and تيسلا, CNN is سي إن إن, Egypt is مصر.

sound      how a name in Latin letters is written in Arabic ones, and how alike two spellings sound
spelt      letters spelt out: xAI, إكس إيه آي
aliases    the tables: translations, well-known names, what the user adds
pairs      the two spellings that an article puts side by side: إنفيديا (Nvidia)
forms      a name as it stands in a text, with what Arabic fuses to it
naming     a query with the names in it understood
mentions   the names that a text mentions
"""
