"""Addresses of the finance app; one line for each."""

from django.urls import path

from finance.views import budgets, entering, funds, ledgers, offbook, purchases, spending
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
    path("funds/", funds.fund_list, name="fund-list"),
    path("funds/export/", funds.fund_export, name="fund-export"),
    path("funds/new/", spending.fund_new, name="fund-new"),
    path("funds/payables/", spending.fund_payables, name="fund-payables"),
    path("funds/<int:pk>/", funds.fund_use, name="fund-use"),
    path("funds/<int:pk>/sheet/", funds.fund_sheet, name="fund-sheet"),
    path("funds/<int:pk>/edit/", spending.fund_edit, name="fund-edit"),
    path("funds/<int:pk>/signers/", spending.fund_signers, name="fund-signers"),
    path("funds/<int:pk>/sign/", spending.fund_sign, name="fund-sign"),
    path("funds/<int:pk>/pay/", spending.fund_pay, name="fund-pay"),
    path("funds/<int:pk>/cancel/", spending.fund_cancel, name="fund-cancel"),
    path("funds/import/", ledgers.fund_import, name="fund-import"),
    path("funds/import/<int:pk>/", ledgers.fund_import_columns, name="fund-import-columns"),
    path("funds/budgets/", budgets.budget_list, name="budget-list"),
    path("funds/budgets/new/", budgets.budget_new, name="budget-new"),
    path("funds/budgets/<int:pk>/", budgets.budget, name="budget"),
    path("funds/budgets/<int:pk>/edit/", budgets.budget_edit, name="budget-edit"),
    path("funds/budgets/<int:pk>/adjust/", budgets.budget_adjust, name="budget-adjust"),
    path("funds/self-checks/", offbook.self_check_list, name="self-check-list"),
    path("funds/self-checks/<int:pk>/", offbook.self_check, name="self-check"),
    path("funds/self-checks/<int:pk>/sign/", offbook.self_check_sign, name="self-check-sign"),
    path("funds/off-book/", offbook.off_book_list, name="off-book-list"),
    path("funds/off-book/new/", offbook.off_book_new, name="off-book-new"),
    path("funds/off-book/<int:pk>/", offbook.off_book, name="off-book"),
    path("funds/off-book/<int:pk>/steps/", offbook.off_book_step, name="off-book-step"),
    path("funds/off-book/<int:pk>/close/", offbook.off_book_close, name="off-book-close"),
]
