"""Inter-annotator agreement: how far two or more people marked the same articles alike.

Pure: plain values in, plain values out.  ``readings`` says what goes in, ``comparison`` what comes out;
``nominal``, ``unitizing``, ``alignment`` and ``speakers`` each own one family of measures, with the papers
that define it.  Where a measure has no meaning the answer is ``figures.Undefined`` with a reason, not a number.
Every offset and length is in code points, every range half-open.
"""
