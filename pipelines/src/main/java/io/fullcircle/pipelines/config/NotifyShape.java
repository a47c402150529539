package io.fullcircle.pipelines.config;

import static io.fullcircle.pipelines.config.shape.Setting.defaulted;
import static io.fullcircle.pipelines.config.shape.Setting.required;

import io.fullcircle.connector.base.Secret;
import io.fullcircle.pipelines.config.shape.Leaf;
import io.fullcircle.pipelines.config.shape.Leaf.Role;
import io.fullcircle.pipelines.config.shape.Leaf.Text;
import io.fullcircle.pipelines.config.shape.Parsed;
import io.fullcircle.pipelines.config.shape.Shape;
import io.fullcircle.pipelines.config.shape.Value;
import io.fullcircle.pipelines.config.shape.Written;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The setting {@code notify}, and what it says. */
final class NotifyShape {
    private static final String SHARE = "^(100|[0-9]{1,2}(\\.[0-9]{1,6})?)%$";

    /** As an endpoint, but with a path, which is where such an address keeps its secret. */
    private static final String WEBHOOK = "^(https://([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+\\])"
            + "|http://(" + Endpoint.LOOPBACK.pattern() + "))(:[0-9]{1,5})?(/[!-~]*)?$";

    private NotifyShape() {}

    static Shape shape() {
        return new Shape.Block(List.of(
                required(
                                "webhook",
                                new Leaf.Hidden(
                                        "an https:// address",
                                        WEBHOOK,
                                        "write https://HOST/PATH; http:// is for addresses of this machine alone"),
                                "${ALERT_WEBHOOK}",
                                "Called when the pipeline fails, is held, has too many rejects, or has recovered: once"
                                        + " for each change.")
                        .also("url"),
                defaulted(
                        "rejects_above",
                        new Text("a share such as 1%", SHARE, Role.NONE, NotifyShape::share),
                        "1%",
                        "The share of the rows read above which rejected, invalid and dropped rows are told of.")));
    }

    private static Parsed<BigDecimal> share(Written written) {
        return written.text().matches(SHARE)
                ? new Parsed.Good<>(new BigDecimal(written.text().replace("%", "")).movePointLeft(2))
                : new Parsed.Bad<>(written.shown() + " isn't a share", "write it as 1% or 0.5%");
    }

    static Optional<NotifySettings> build(Value.Group notify) {
        return notify.get("webhook", Secret.class)
                .map(webhook -> new NotifySettings(
                        webhook, notify.get("rejects_above", BigDecimal.class).orElse(NotifySettings.REJECTS_ABOVE)));
    }
}
