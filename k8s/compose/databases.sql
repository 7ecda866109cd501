-- docker-compose.yml gives every service a database of its own.
create database lifeboat_backup;
create database lifeboat_notifier;
