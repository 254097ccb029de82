"""Django's settings, made from `config.environment` and nothing else."""

from datetime import timedelta

from config import database, environment, logs, mail, security

ENVIRONMENT = environment.read()
BASE = environment.BASE
DEMONSTRATION = ENVIRONMENT.demonstration
PRODUCTION = not DEMONSTRATION

SECRET_KEY = ENVIRONMENT.secret_key or ("demonstration-only" if DEMONSTRATION else "")
DEBUG = False
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts or (["*"] if DEMONSTRATION else [])
PUBLIC_URL = ENVIRONMENT.public_url or ("http://127.0.0.1:8000" if DEMONSTRATION else "")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL else []

INSTALLED_APPS = [
    "config",
    "tawasul.calendars",
    "tawasul.people",
    "tawasul.centres",
    "tawasul.timeline",
    "tawasul.notices",
    "tawasul.attachments",
    "tawasul.service_levels",
    "tawasul.clocks",
    "tawasul.tickets",
    "tawasul.mailboxes",
    "tawasul.reorganisations",
    "tawasul.directives",
    "tawasul.reception",
    "tawasul.meetings",
    "tawasul.web",
    "tawasul.api",
    "tawasul.jobs",
    "tawasul.cli",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tawasul.web.middleware.Language",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "tawasul.web.middleware.SessionLimits",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tawasul.web.middleware.SentTo",
    "tawasul.web.middleware.Hats",
    "tawasul.web.middleware.Refusals",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "tawasul" / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tawasul.web.desk.navigation.desk",
            ],
        },
    },
]

DATABASES = {"default": database.entry(ENVIRONMENT)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "tawasul.people.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "tawasul.people.passwords.NotCommon"},
    {
        "NAME": "tawasul.people.passwords.NotAboutThePerson",
        "OPTIONS": {"user_attributes": ["email", "name_ar", "name_en", "user_number"]},
    },
]

LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", "العربية"), ("en", "English")]
LOCALE_PATHS = [BASE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Riyadh"

STATIC_URL = "static/"
STATIC_ROOT = ENVIRONMENT.state / "static"
STATICFILES_DIRS = [path for path in [BASE / "frontend" / "dist"] if path.is_dir()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
FILES = ENVIRONMENT.files

CACHES = {
    # In the database, so that what counts tries (allauth's limits) counts them over all hosts.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}

SESSION_IDLE = timedelta(minutes=30)
SESSION_LONGEST = timedelta(hours=12)
SESSION_COOKIE_AGE = int(SESSION_LONGEST.total_seconds())
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = (
    ("__Host-session", "__Host-csrf", "language") if PRODUCTION else ("session", "csrf", "language")
)
CSRF_COOKIE_HTTPONLY = True
SECOND_FACTOR_REQUIRED = PRODUCTION
LANGUAGE_COOKIE_AGE = int(timedelta(days=365).total_seconds())
CSRF_FAILURE_VIEW = "tawasul.web.refusals.stale_form"

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "account_login"
SECOND_FACTOR_SETUP = "mfa_index"
ACCOUNT_ADAPTER = "tawasul.web.access.adapters.StaffAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # allauth asks; nobody signs up (see the adapter)
ACCOUNT_EMAIL_VERIFICATION = "none"  # staff are registered with the e-mail that their ministry gave them
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_RATE_LIMITS = False  # counted by tawasul.web.access.limits, in the database, for all hosts together
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PUBLIC_URL.startswith("https") else "http"
ACCOUNT_FORMS = {
    "login": "tawasul.web.access.forms.SignIn",
    "change_password": "tawasul.web.access.forms.ChangePassword",
    "reset_password": "tawasul.web.access.forms.ResetPassword",
    "reset_password_from_key": "tawasul.web.access.forms.NewPassword",
    "reauthenticate": "tawasul.web.access.forms.Confirm",
}
MFA_FORMS = {
    "activate_totp": "tawasul.web.access.forms.SetUpApp",
    "authenticate": "tawasul.web.access.forms.SecondStep",
    "reauthenticate": "tawasul.web.access.forms.ConfirmByCode",
    "add_webauthn": "tawasul.web.access.forms.NewPasskey",
    "edit_webauthn": "tawasul.web.access.forms.RenamedPasskey",
}
MFA_ADAPTER = "tawasul.web.access.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Tawasul"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a passkey alone is two factors: the device, and its PIN or a finger
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMONSTRATION  # http://localhost
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RATE_LIMITS = False
DEMONSTRATION_PEOPLE = "tawasul.cli.demonstration.people.sign_ins"  # asked in demonstration mode alone

SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # asked by balancers, from within
BEHIND_PROXY = ENVIRONMENT.behind_proxy
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = security.A_YEAR if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = security.CONTENT_SECURITY_POLICY
PERMISSIONS_POLICY = security.PERMISSIONS_POLICY

FILE_UPLOAD_MAX_MEMORY_SIZE = security.MEGABYTE  # larger files go through a temporary file
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * security.MEGABYTE  # all fields of a form but its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
DATA_UPLOAD_MAX_NUMBER_FILES = 12

LOGGING = logs.settings(json_lines=PRODUCTION)

SMS_URL = ENVIRONMENT.sms_url
SMS_SHAPE = ENVIRONMENT.sms_shape
SMS_USER = ENVIRONMENT.sms_user
SMS_TOKEN = ENVIRONMENT.sms_token
SMS_SENDER = ENVIRONMENT.sms_sender
SMS_FIELDS = ENVIRONMENT.sms_fields
SMS_TAKEN = ENVIRONMENT.sms_taken
SMS_HOOK_SECRET = ENVIRONMENT.sms_hook_secret
METRICS_TOKEN = ENVIRONMENT.metrics_token
MAIL_SERVER = mail.server_from(ENVIRONMENT.mail_url)
EMAIL_HOST = MAIL_SERVER.host
EMAIL_PORT = MAIL_SERVER.port
EMAIL_HOST_USER = MAIL_SERVER.user
EMAIL_HOST_PASSWORD = MAIL_SERVER.password
EMAIL_USE_TLS = MAIL_SERVER.starttls
EMAIL_USE_SSL = MAIL_SERVER.tls
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from or "tawasul@localhost"
MAILBOX_SECRETS = ENVIRONMENT.mailbox_secrets
CLAMD = ENVIRONMENT.clamd
DUPLICATE_DAYS = ENVIRONMENT.duplicate_days

PROCRASTINATE_WORKER_DEFAULTS = {
    "concurrency": 4,
    "fetch_job_polling_interval": 2.0,  # seconds; a job that is due at once is announced, and waits for no poll
    "shutdown_graceful_timeout": 20.0,
}
