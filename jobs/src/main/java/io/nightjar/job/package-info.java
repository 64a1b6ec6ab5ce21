/**
 * What a job is, and the runner that makes a night of them: it reads, builds, audits and commits, and only then lets
 * anything be published.
 */
package io.nightjar.job;
