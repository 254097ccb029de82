"""Django's settings, made from `config.environment` and nothing else."""

import os
from datetime import timedelta

from config import embedded_database, environment

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
    "tawasul.calendars",
    "tawasul.people",
    "tawasul.centres",
    "tawasul.timeline",
    "tawasul.notices",
    "tawasul.attachments",
    "tawasul.service_levels",
    "tawasul.tickets",
    "tawasul.web",
    "tawasul.api",
    "tawasul.jobs",
    "tawasul.cli",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
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
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
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
            ],
        },
    },
]

DATABASES = {
    "default": embedded_database.settings_from(
        ENVIRONMENT.database_url or embedded_database.running(ENVIRONMENT.state)
    )
    | {
        "CONN_MAX_AGE": 0,
        "TEST": {"NAME": os.environ.get("TAWASUL_TEST_DATABASE", "test_tawasul")},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
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
FILES = ENVIRONMENT.files

SESSION_IDLE = timedelta(minutes=30)
SESSION_LONGEST = timedelta(hours=12)
