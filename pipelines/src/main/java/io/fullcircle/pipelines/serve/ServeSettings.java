package io.fullcircle.pipelines.serve;

import io.fullcircle.connector.base.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a server is started.
 *
 * @param folder the pipeline files
 * @param port of 127.0.0.1; 0 takes any
 * @param atOnce how many scheduled runs go on at the same time, at most, and as many that were called for
 * @param grace how long runs may go on when the server is asked to stop
 * @param token who shows it may begin runs; empty when nobody may
 */
public record ServeSettings(Path folder, int port, int atOnce, Duration grace, Optional<Secret> token) {}
