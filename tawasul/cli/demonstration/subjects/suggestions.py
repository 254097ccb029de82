"""What people suggest."""

from functools import partial

from tawasul.cli.demonstration.subjects.template import Template

_T = partial(Template, kind="suggestion", sector="education_department")
_U = partial(Template, kind="suggestion", sector="university")
_M = partial(Template, kind="suggestion", sector="ministry")
_DETAIL = "نأمل توضيح المقترح بمثال أو إرفاق تجربة مماثلة إن وجدت."

TEMPLATES: tuple[Template, ...] = (
    _T(
        key="winter-time",
        audience="parent",
        department="guidance",
        weight=2,
        subject="مقترح تأخير بداية الدوام شتاءً",
        texts=(
            "أقترح تأخير بداية الدوام المدرسي في فصل الشتاء إلى الساعة السابعة والنصف لأن الأطفال يخرجون في الظلام والبرد.",
            "نأمل توحيد توقيت خروج المدارس المتجاورة في {district} بفارق ربع ساعة بينها لتخفيف الازدحام وقت الانصراف.",
        ),
        missing=_DETAIL,
        replies=("عُرض مقترحكم على لجنة التوقيت الزمني للدوام، وسيبدأ التطبيق التجريبي في مدارس الحي من يوم {date}.",),
    ),
    _T(
        key="bus-tracking",
        audience="parent",
        department="transport",
        weight=2,
        subject="تطبيق لتتبع الحافلة المدرسية",
        texts=(
            "أقترح أن يكون لأولياء الأمور تطبيق يوضح موقع الحافلة ووقت وصولها، فننتظر أحياناً نصف ساعة في الشمس مع الأطفال.",
        ),
        missing=_DETAIL,
        replies=("المقترح قائم ضمن عقد المشغل الجديد، وسيتاح التتبع لخطوط الحي يوم {date} بإذن الله.",),
    ),
    _T(
        key="noor-absence",
        audience="teacher",
        department="it",
        subject="تسهيل رصد الغياب في النظام",
        texts=(
            "أقترح إضافة خيار رصد الغياب لجميع الشعب من شاشة واحدة في نظام نور، فرصد خمس شعب يأخذ مني نصف ساعة يومياً.",
            "ليت النظام يرسل لولي الأمر رسالة تلقائية عند غياب الطالب من الحصة الأولى بدل الاتصال اليدوي.",
        ),
        missing=_DETAIL,
        replies=(
            "رُفع المقترح إلى الجهة المطورة للنظام وأدرج ضمن تحسينات الإصدار القادم، وسنوافيكم بالنتيجة يوم {date}.",
        ),
    ),
    _T(
        key="shade",
        audience="parent",
        department="buildings",
        weight=2,
        subject="تظليل ساحات المدارس",
        texts=(
            "أقترح تركيب مظلات في الساحة الخارجية ل{school}، فالطلاب يقفون في الطابور والفسحة تحت الشمس مباشرة.",
            "مقترح بالاستفادة من فناء {school} مساءً نادياً لأبناء {district} بإشراف المدرسة.",
        ),
        missing=_DETAIL,
        replies=("وقف فريق المباني على المدرسة، وأدرج مقترحكم في خطة التحسين، ويبدأ التنفيذ يوم {date}.",),
    ),
    _T(
        key="special-sign",
        audience="parent",
        department="special",
        subject="دورات لغة الإشارة للأسر",
        texts=(
            "أقترح تقديم دورات مسائية في لغة الإشارة لأسر الطلاب الصم، فنحن نتعلم من الإنترنت ونحتاج إلى من يرشدنا.",
        ),
        missing=_DETAIL,
        replies=("تبنت إدارة التربية الخاصة مقترحكم، وتبدأ أول دورة للأسر يوم {date}، والتسجيل عن طريق المدرسة.",),
    ),
    _T(
        key="teacher-wellbeing",
        audience="teacher",
        department="teachers",
        subject="مقترح لتوزيع حصص الانتظار",
        texts=(
            "أقترح أن توزع حصص الانتظار إلكترونياً بحسب نصاب المعلم، فالتوزيع اليدوي في {school} غير عادل ويسبب الخلاف.",
        ),
        missing=_DETAIL,
        replies=("المقترح وجيه، وستجربه ثلاث مدارس من يوم {date}، ونسعد بمشاركة مدرستكم.",),
    ),
    _U(
        key="library-hours",
        audience="student",
        department="library",
        weight=2,
        subject="تمديد ساعات عمل المكتبة",
        texts=(
            "أقترح تمديد عمل المكتبة المركزية إلى منتصف الليل في فترة الاختبارات وفتح قاعات المذاكرة الجماعية بحجز إلكتروني.",
        ),
        missing=_DETAIL,
        replies=("اعتمد تمديد ساعات العمل في فترة الاختبارات من يوم {date}، ويتاح حجز القاعات من تطبيق الجامعة.",),
    ),
    _U(
        key="shuttle",
        audience="student",
        department="facilities",
        weight=2,
        subject="زيادة حافلات التنقل داخل الجامعة",
        texts=(
            "أقترح زيادة عدد الحافلات الترددية بين {building} والمواقف، فالمسافة طويلة ونتأخر عن المحاضرات خصوصاً في الصيف.",
            "نحتاج إلى مظلات وبرادات ماء في الممشى المؤدي إلى {building}.",
        ),
        missing=_DETAIL,
        replies=("أضيفت حافلتان إلى الخط في وقت الذروة من يوم {date}، ونشكر لكم اقتراحكم.",),
    ),
    _U(
        key="exam-spread",
        audience="student",
        department="admission",
        subject="عدم جمع اختبارين في يوم واحد",
        texts=(
            "نقترح ألا يجتمع للطالب اختباران نهائيان في يوم واحد، وأن يراعي النظام ذلك عند بناء الجدول في {college}.",
        ),
        missing=_DETAIL,
        replies=("أخذ بمقترحكم في قواعد بناء جدول الاختبارات، ويظهر أثره في الجدول المعلن يوم {date}.",),
    ),
    _U(
        key="volunteer",
        audience="student",
        department="students",
        subject="احتساب الساعات التطوعية",
        texts=("أقترح احتساب ساعات التطوع المعتمدة ضمن سجل المهارات الجامعي تلقائياً من المنصة الوطنية دون رفع يدوي.",),
        missing=_DETAIL,
        replies=("بدأ العمل على الربط مع المنصة الوطنية، ويكتمل يوم {date}، وشكراً لاقتراحكم.",),
    ),
    _M(
        key="calendar-app",
        audience="parent",
        department="it",
        weight=2,
        subject="نشر التقويم الدراسي بصيغة قابلة للإضافة",
        texts=(
            "أقترح نشر التقويم الدراسي بصيغة يمكن إضافتها إلى تقويم الجوال مباشرة، مع تنبيه بالإجازات وبداية الاختبارات.",
        ),
        missing=_DETAIL,
        replies=("سينشر التقويم بالصيغة المقترحة على موقع الوزارة يوم {date}، ونشكر لكم هذه الفكرة النافعة.",),
    ),
    _M(
        key="certificate-digital",
        audience="student",
        department="equivalency",
        subject="التحقق الرقمي من الشهادات",
        texts=("أقترح إصدار المعادلة برمز تحقق رقمي تقرؤه جهات التوظيف مباشرة، بدلاً من تصديق الأوراق في أكثر من جهة.",),
        missing=_DETAIL,
        replies=("المقترح ضمن مشروع الوثائق الرقمية، ويطلق في مرحلته الأولى يوم {date}.",),
    ),
    _M(
        key="finance-literacy",
        audience="teacher",
        department="curricula",
        subject="إثراء مقرر بأنشطة تطبيقية",
        texts=(
            "أقترح إضافة أنشطة تطبيقية في مقرر {subject} ل{grade} عن الأمن الرقمي، وقد جربتها مع طلابي ووجدت تفاعلاً كبيراً.",
        ),
        missing=_DETAIL,
        replies=("أحيل المقترح إلى فريق المقرر، ونرغب في الاطلاع على تجربتكم في لقاء عن بعد يوم {date}.",),
    ),
)
