"""Addresses of the finance app; one line for each."""

from django.urls import path

from finance.views import entering, purchases

urlpatterns = [
    path("purchases/", purchases.purchase_list, name="purchase-list"),
    path("purchases/export/", purchases.purchase_export, name="purchase-export"),
    path("purchases/flags/", purchases.purchase_flags, name="purchase-flags"),
    path("purchases/new/", entering.purchase_new, name="purchase-new"),
    path("purchases/<int:pk>/", purchases.purchase, name="purchase"),
    path("purchases/<int:pk>/edit/", entering.purchase_edit, name="purchase-edit"),
]
