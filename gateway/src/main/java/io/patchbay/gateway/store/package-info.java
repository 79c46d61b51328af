/**
 * What lasts: records of calls and, later, what is added while running. The only package that imports JDBI, HikariCP and
 * Flyway. SQL stays in the subset that SQLite and PostgreSQL both know.
 */
package io.patchbay.gateway.store;
