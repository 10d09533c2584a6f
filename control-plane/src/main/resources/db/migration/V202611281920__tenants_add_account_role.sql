-- What the tenant says about itself in UpdateAccount.
alter table control.tenants add column cloudwatch_role_arn text;
