"""Addresses of the finance app; one line for each."""

from django.urls import path

from finance.views import entering, purchases
from organisation.views import imports

urlpatterns = [
    path("import/purchases/", imports.upload, {"kind": "purchases"}, name="purchases-import"),
    path("import/purchases/template/", imports.template, {"kind": "purchases"}, name="purchases-template"),
    path("purchases/", purchases.purchase_list, name="purchase-list"),
    path("purchases/export/", purchases.purchase_export, name="purchase-export"),
    path("purchases/flags/", purchases.purchase_flags, name="purchase-flags"),
    path("purchases/new/", entering.purchase_new, name="purchase-new"),
    path("purchases/<int:pk>/", purchases.purchase, name="purchase"),
    path("purchases/<int:pk>/edit/", entering.purchase_edit, name="purchase-edit"),
]
