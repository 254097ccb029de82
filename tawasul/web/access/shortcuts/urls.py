"""The one address of the shortcuts; config.urls includes it in demonstration mode alone."""

from django.urls import path

from tawasul.web.access.shortcuts import views

urlpatterns = [path("", views.sign_in, name="demonstration_sign_in")]
