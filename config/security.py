"""What browsers are told about our pages. Everything comes from our own origin; nothing runs that we did not send."""

from csp.constants import NONE, SELF

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],  # data: the QR code of the second factor, and icons in the style sheet
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "object-src": [NONE],
        "frame-src": [NONE],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in (
        "accelerometer",
        "autoplay",
        "camera",
        "display-capture",
        "encrypted-media",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
} | {
    "fullscreen": ["self"],  # the screen of a hall, once its sound is switched on
    "publickey-credentials-create": ["self"],
    "publickey-credentials-get": ["self"],
}
A_YEAR = 365 * 24 * 3600
MEGABYTE = 1024 * 1024
