/** What lasts: the database, its migrations and its records. The only package that imports JDBI, HikariCP and Flyway. */
package io.patchbay.gateway.store;
