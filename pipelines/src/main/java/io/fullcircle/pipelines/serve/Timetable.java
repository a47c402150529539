package io.fullcircle.pipelines.serve;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.exceptions.DbSchedulerException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.fullcircle.connector.Ending;
import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.pipelines.config.Pipeline;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.Owner;
import io.fullcircle.pipelines.run.Busy;
import io.fullcircle.pipelines.run.Report;
import io.fullcircle.pipelines.run.Runner;
import io.fullcircle.pipelines.schedule.Schedule;
import io.fullcircle.pipelines.schedule.When;
import io.fullcircle.pipelines.serve.Agenda.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The appointments of all pipelines, in the ledger: one each, which one server at a time takes. What becomes of it
 * {@link Agenda} decides. A run occupies a thread of its own, so that a slow one delays nobody.
 */
final class Timetable {
    private static final Logger LOG = LoggerFactory.getLogger(Timetable.class);
    private static final String NAME = "pipeline";

    /** A due time is met this much late, at most. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    /**
     * A server that missed four of these is dead, and that is looked for at every second one: after 9 s at most. The
     * lease of what it carried out runs out 12 s after its last sign of life.
     */
    private static final Duration HEARTBEAT = Duration.ofMillis(1500);

    private static final int MISSED = 4;

    /** Longer than any grace: it is for {@link Runs} to end them. */
    private static final Duration PATIENCE = Duration.ofDays(1);

    /** When an appointment is looked at again that this server can't keep: its file is broken, or on another server. */
    private static final Duration NOT_HERE = Duration.ofSeconds(30);

    /** When one is looked at again after the ledger has failed. */
    private static final Duration TROUBLE = Duration.ofSeconds(10);

    /** How often appointments are compared with the files although no file has changed. */
    private static final Duration CHECK = Duration.ofSeconds(30);

    /** A pipeline that no server has known for so long is gone. */
    private static final Duration FORGOTTEN = Duration.ofDays(2);

    private final CustomTask<Appointment> task;
    private final Scheduler scheduler;
    private final Agenda agenda;
    private final Runs runs;
    private final Clock clock;
    private volatile Catalog catalog = Catalog.EMPTY;
    private Map<String, String> planned = Map.of();
    private Instant checked = Instant.EPOCH;

    /**
     * @param runs carries out what is due
     * @param atOnce how many runs this server carries out at the same time, at most
     */
    Timetable(Ledger ledger, Runs runs, Clock clock, int atOnce) {
        this.agenda = new Agenda(ledger.dueRuns());
        this.runs = runs;
        this.clock = clock;
        this.task = Tasks.custom(NAME, Appointment.class)
                .onDeadExecution(this::revive)
                .onFailure(this::tryAgain)
                .execute((instance, context) -> keep(instance));
        this.scheduler = Scheduler.create(ledger.schedules(), task)
                .tableName("schedules")
                .serializer(new Appointment.Text())
                .schedulerName(new SchedulerName.Fixed(
                        Owner.current().host() + "/" + Owner.current().pid()))
                .threads(atOnce)
                .pollingInterval(LOOK)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED)
                .shutdownMaxWait(PATIENCE)
                .failureLogging(LogLevel.DEBUG, true)
                .build();
    }

    void start() {
        scheduler.start();
    }

    /** Takes nothing more, and returns when everything that was taken is put down. */
    void stop() {
        scheduler.stop();
    }

    /**
     * From now on these pipelines. The appointments of what is unchanged stay as they are. Called again and again, by one
     * thread; the ledger is asked when something has changed, and once in a while, since other servers change it, too.
     */
    void plan(Catalog now) {
        catalog = now;
        Map<String, String> texts = new TreeMap<>();
        now.scheduled()
                .forEach(
                        name -> texts.put(name, now.schedule(name).orElseThrow().text()));
        Instant moment = clock.instant();
        if (texts.equals(planned) && moment.isBefore(checked.plus(CHECK))) {
            return;
        }
        Set<String> gone = new TreeSet<>(planned.keySet());
        gone.removeAll(texts.keySet());
        gone.forEach(this::cancel);
        texts.keySet().forEach(this::plan);
        planned = texts;
        checked = moment;
    }

    private void plan(String name) {
        Schedule schedule = catalog.schedule(name).orElseThrow();
        Optional<Appointment> known = scheduler
                .getScheduledExecution(TaskInstanceId.of(NAME, name))
                .map(execution -> (Appointment) execution.getData());
        if (known.isPresent() && known.get().schedule().equals(schedule.text())) {
            return;
        }
        Step.Later first = agenda.first(schedule, clock.instant());
        try {
            if (known.isPresent()) {
                scheduler.reschedule(TaskInstanceId.of(NAME, name), first.at(), first.appointment());
            } else if (!scheduler.scheduleIfNotExists(
                    task.instanceBuilder(name).data(first.appointment()).build(), first.at())) {
                return;
            }
            String due = schedule.when() instanceof When.After ? "" : ", next at " + first.at();
            LOG.info("{}: {}{}", name, schedule.text(), due);
        } catch (TaskInstanceCurrentlyExecutingException e) {
            // It gets its next appointment by the new schedule when the run has ended.
            LOG.debug("{} is running", name);
        } catch (TaskInstanceNotFoundException e) {
            LOG.debug("{} was taken off the schedule by another server", name);
        }
    }

    private void cancel(String name) {
        try {
            scheduler.cancel(TaskInstanceId.of(NAME, name));
        } catch (TaskInstanceCurrentlyExecutingException | TaskInstanceNotFoundException e) {
            // A run's end finds the pipeline gone.
            LOG.debug("{} is running, or was taken off the schedule by another server", name);
        }
    }

    /** When the pipeline is due next; empty where no clock tells. */
    Optional<Instant> next(String name) {
        if (catalog.schedule(name)
                .filter(schedule -> schedule.when() instanceof When.After)
                .isPresent()) {
            return Optional.empty();
        }
        return scheduler
                .getScheduledExecution(TaskInstanceId.of(NAME, name))
                .map(execution -> ((Appointment) execution.getData()).due());
    }

    /** Called by one of the scheduler's threads, with an appointment that is this server's now. */
    private CompletionHandler<Appointment> keep(TaskInstance<Appointment> instance) {
        String name = instance.getId();
        Appointment appointment = instance.getData();
        Optional<Schedule> schedule = catalog.schedule(name);
        if (schedule.isEmpty()) {
            return notHere(name, appointment);
        }
        Pipeline pipeline = catalog.pipelines().get(name);
        Step step = agenda.meet(pipeline, schedule.get(), appointment, clock.instant());
        if (step instanceof Step.Later later) {
            return put(later);
        }
        var run = (Step.Run) step;
        Step.Later next = carryOut(pipeline, appointment, run);
        return catalog.schedule(name).isEmpty() ? (done, operations) -> operations.stop() : put(next);
    }

    private CompletionHandler<Appointment> notHere(String name, Appointment appointment) {
        Instant now = clock.instant();
        if (appointment.due().plus(FORGOTTEN).isBefore(now)) {
            LOG.info("{}: no server has known it for two days, it is taken off the schedule", name);
            return (done, operations) -> operations.stop();
        }
        return put(new Step.Later(now.plus(NOT_HERE), appointment));
    }

    private Step.Later carryOut(Pipeline pipeline, Appointment appointment, Step.Run run) {
        Optional<Report> report;
        try {
            report = runs.carryOut(pipeline, Runner.Options.scheduled(run.due()));
        } catch (Busy e) {
            LOG.info("{}: was due at {}, but {}", pipeline.name(), run.due(), e.getMessage());
            return agenda.busy(pipeline, schedule(pipeline), appointment, run, clock.instant());
        }
        Instant now = clock.instant();
        boolean left = report.map(ended -> ended.ending().state() == Ending.State.CANCELLED)
                .orElse(true);
        if (left) {
            return agenda.left(appointment, run, now);
        }
        Step.Later next = agenda.ended(pipeline, schedule(pipeline), appointment, run, now);
        followers(pipeline.name());
        return next;
    }

    /** As it is now: it may have changed while the pipeline ran. */
    private Schedule schedule(Pipeline pipeline) {
        return catalog.schedule(pipeline.name())
                .orElseGet(() -> pipeline.schedule().orElseThrow());
    }

    /** Those that follow a pipeline needn't wait for their next look. */
    void followers(String name) {
        catalog.scheduled().stream()
                .filter(other -> catalog.schedule(other)
                        .filter(schedule -> schedule.text().equals("after " + name))
                        .isPresent())
                .forEach(this::lookNow);
    }

    private void lookNow(String name) {
        try {
            scheduler.reschedule(TaskInstanceId.of(NAME, name), clock.instant());
            scheduler.triggerCheckForDueExecutions();
        } catch (DbSchedulerException e) {
            LOG.debug("{} looks for itself", name);
        }
    }

    private static CompletionHandler<Appointment> put(Step.Later later) {
        return (done, operations) -> put(done, operations, later);
    }

    private static void put(ExecutionComplete done, ExecutionOperations<Appointment> operations, Step.Later later) {
        operations.reschedule(done, later.at(), later.appointment());
    }

    /** A server has died, or is cut off from the ledger: its appointment is anybody's. */
    private void revive(ExecutionComplete dead, ExecutionOperations<Appointment> operations) {
        LOG.warn(
                "{}: server {} has died while it was carrying it out; it is taken over",
                dead.getExecution().taskInstance.getId(),
                dead.getExecution().pickedBy);
        operations.reschedule(dead, clock.instant());
    }

    private void tryAgain(ExecutionComplete failed, ExecutionOperations<Appointment> operations) {
        Throwable cause = failed.getCause().orElseThrow();
        String name = failed.getExecution().taskInstance.getId();
        String problem =
                cause instanceof EnvironmentException ? cause.getMessage() : "a defect of Full Circle: " + cause;
        LOG.error(
                "{}: {}; tried again in {} s",
                name,
                problem,
                TROUBLE.toSeconds(),
                cause instanceof EnvironmentException ? null : cause);
        operations.reschedule(failed, clock.instant().plus(TROUBLE));
    }
}
