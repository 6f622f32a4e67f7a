from docx import Document
from docx.oxml.ns import qn
from docx.oxml import OxmlElement
d=Document()
d.core_properties.author='نگار نمونه'
d.add_heading('یادداشتی دربارهٔ نقشه',0)
def rtl(p):
    pPr=p._p.get_or_add_pPr(); b=OxmlElement('w:bidi'); pPr.append(b)
    for r in p.runs:
        e=OxmlElement('w:rtl'); r._r.get_or_add_rPr().append(e)
    return p
d.add_heading('نقشه چیست',1)
p=d.add_paragraph('نقشه '); r=p.add_run('تصویری کوچک'); r.bold=True; p.add_run(' از زمین است و '); r=p.add_run('مقیاس'); r.italic=True; p.add_run(' آن را باید دانست.'); rtl(p)
d.add_paragraph('قطب‌نما',style='List Bullet'); d.add_paragraph('سوزن',style='List Bullet 2'); d.add_paragraph('خط‌کش',style='List Bullet')
d.add_paragraph('نقشه را باز کنید.',style='List Number'); d.add_paragraph('شمال را بیابید.',style='List Number')
t=d.add_table(rows=2,cols=2); t.cell(0,0).text='نشانه'; t.cell(0,1).text='معنی'; t.cell(1,0).text='خط آبی'; t.cell(1,1).text='رود'
d.add_paragraph('زمین را با نقشه می‌شناسیم.',style='Quote')
d.add_heading('پایان',2)
rtl(d.add_paragraph('کار با نقشه آسان است (Smith, 2001).'))
d.save('python-docx.docx')
