-- What the image of PostgreSQL runs once, as sluice_admin: the role that migrates is no superuser, as with ./sluice start.
\set owner_password `cat /keys/database-owner.password`
CREATE ROLE sluice_owner LOGIN NOSUPERUSER CREATEROLE PASSWORD :'owner_password';
CREATE DATABASE sluice OWNER sluice_owner;
