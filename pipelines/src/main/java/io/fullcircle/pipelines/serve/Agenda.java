package io.fullcircle.pipelines.serve;

import io.fullcircle.pipelines.config.Pipeline;
import io.fullcircle.pipelines.ledger.DueRuns;
import io.fullcircle.pipelines.ledger.Run;
import io.fullcircle.pipelines.schedule.Schedule;
import io.fullcircle.pipelines.schedule.Schedule.CatchUp;
import io.fullcircle.pipelines.schedule.Schedule.Overlap;
import io.fullcircle.pipelines.schedule.When;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what becomes of an appointment: pure but for what it asks of the runs. Each pipeline's appointment is asked
 * about by one server at a time.
 */
final class Agenda {
    private static final Logger LOG = LoggerFactory.getLogger(Agenda.class);

    /** A run that begins this much later is on time: servers look once a second, and may all be busy for a moment. */
    private static final Duration ON_TIME = Duration.ofMinutes(1);

    /** How soon a run of another pipeline is noticed that this server didn't carry out. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    /** How soon a pipeline is tried again that somebody else carries out. */
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    private final DueRuns runs;

    Agenda(DueRuns runs) {
        this.runs = runs;
    }

    /** What to do with an appointment now. */
    sealed interface Step {
        /**
         * To run the pipeline.
         *
         * @param due for which time
         * @param followed the number of the run that is followed; 0 when none is
         */
        record Run(Instant due, long followed) implements Step {}

        /** To look again. */
        record Later(Instant at, Appointment appointment) implements Step {}
    }

    /** The first appointment of a schedule. */
    Step.Later first(Schedule schedule, Instant now) {
        if (schedule.when() instanceof When.After after) {
            long seen = runs.lastDelivered(after.pipeline()).map(Run::seq).orElse(0L);
            return new Step.Later(now, Appointment.at(schedule.text(), now).followed(seen, false));
        }
        return at((When.Timed) schedule.when(), now);
    }

    private static Step.Later at(When.Timed times, Instant after) {
        Instant next = times.next(after);
        return new Step.Later(next, Appointment.at(times.text(), next));
    }

    /** An appointment has come. */
    Step meet(Pipeline pipeline, Schedule schedule, Appointment appointment, Instant now) {
        return schedule.when() instanceof When.After after
                ? follow(pipeline, schedule, after.pipeline(), appointment, now)
                : meet(pipeline, schedule, (When.Timed) schedule.when(), appointment, now);
    }

    private Step meet(Pipeline pipeline, Schedule schedule, When.Timed times, Appointment appointment, Instant now) {
        if (appointment.due().isAfter(now)) {
            return new Step.Later(appointment.due(), appointment);
        }
        if (runs.isBegun(pipeline.name(), appointment.due())) {
            return new Step.Run(appointment.due(), 0);
        }
        Instant newest = times.newest(appointment.due(), now).orElse(appointment.due());
        if (runs.isDone(pipeline.name(), newest)) {
            return at(times, now);
        }
        if (isMissed(schedule, appointment, newest, now) && schedule.catchUp() == CatchUp.NONE) {
            LOG.info("{}: was due at {}, when nobody ran it; that is not made up for", pipeline.name(), newest);
            return at(times, now);
        }
        return new Step.Run(newest, 0);
    }

    private static boolean isMissed(Schedule schedule, Appointment appointment, Instant due, Instant now) {
        return !appointment.binding() && due.plus(ON_TIME).isBefore(now);
    }

    private Step follow(Pipeline pipeline, Schedule schedule, String other, Appointment appointment, Instant now) {
        Optional<Run> next = runs.firstDelivered(other, appointment.followed());
        if (next.isEmpty()) {
            return new Step.Later(now.plus(LOOK), appointment.followed(appointment.followed(), false));
        }
        if (runs.isBegun(pipeline.name(), end(next.get()))) {
            return new Step.Run(end(next.get()), next.get().seq());
        }
        Run run = next.get();
        if (isMissed(schedule, appointment, end(run), now)) {
            run = runs.lastDelivered(other).orElse(run);
            if (schedule.catchUp() == CatchUp.NONE && isMissed(schedule, appointment, end(run), now)) {
                LOG.info("{}: {} completed when nobody was there to follow it", pipeline.name(), run.id());
                return new Step.Later(now, appointment.followed(run.seq(), false));
            }
        }
        return runs.isDone(pipeline.name(), end(run))
                ? new Step.Later(now, appointment.followed(run.seq(), appointment.binding()))
                : new Step.Run(end(run), run.seq());
    }

    /** Runs of one pipeline end one after the other: no two have the same. */
    private static Instant end(Run run) {
        return run.ended().orElse(run.started());
    }

    /** The run has ended, well or not. */
    Step.Later ended(Pipeline pipeline, Schedule schedule, Appointment appointment, Step.Run run, Instant now) {
        boolean queued = schedule.overlap() == Overlap.QUEUE;
        if (schedule.when() instanceof When.After after) {
            long seen = queued
                    ? run.followed()
                    : runs.lastDelivered(after.pipeline()).map(Run::seq).orElse(run.followed());
            return new Step.Later(now, appointment.followed(seen, queued));
        }
        var times = (When.Timed) schedule.when();
        Optional<Instant> passed = times.newest(run.due().plusMillis(1), now);
        if (queued && passed.isPresent()) {
            return new Step.Later(
                    now, Appointment.at(times.text(), passed.get()).bound());
        }
        passed.ifPresent(due -> LOG.info("{}: was due at {}, when it was still running", pipeline.name(), due));
        return at(times, now);
    }

    /** The run was ended because this server stops: it is the next one's, at once. */
    Step.Later left(Appointment appointment, Step.Run run, Instant now) {
        return new Step.Later(now, new Appointment(appointment.schedule(), run.due(), appointment.followed(), true));
    }

    /** Somebody else carries the pipeline out. */
    Step.Later busy(Pipeline pipeline, Schedule schedule, Appointment appointment, Step.Run run, Instant now) {
        if (schedule.overlap() == Overlap.QUEUE) {
            return new Step.Later(
                    now.plus(TRY_AGAIN), left(appointment, run, now).appointment());
        }
        return ended(pipeline, schedule, appointment, run, now);
    }
}
