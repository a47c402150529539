package io.fullcircle.connector.source.snowflake.standin;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer.
 *
 * @param body null for a connection that breaks without an answer
 */
record Reply(int status, String contentType, byte[] body) {
    private static final JsonMapper JSON = new JsonMapper();
    static final Reply CUT = new Reply(0, "", null);

    static Reply success(Consumer<ObjectNode> data) {
        return envelope(true, null, null, data);
    }

    /** Not an end, but news: a statement is still running. */
    static Reply progress(String code, String message, Consumer<ObjectNode> data) {
        return envelope(true, code, message, data);
    }

    static Reply failure(SessionFailure failure) {
        return envelope(false, String.valueOf(failure.code), failure.getMessage(), null);
    }

    static Reply failure(SqlFailure failure, String queryId) {
        var code = "%06d".formatted(failure.code);
        return envelope(
                false,
                code,
                failure.getMessage(),
                data -> data.put("internalError", false)
                        .put("unredactedFromSecureObject", false)
                        .put("errorCode", code)
                        .put("age", 0)
                        .put("sqlState", failure.state)
                        .put("queryId", queryId)
                        .put("line", -1)
                        .put("pos", -1)
                        .put("type", "COMPILATION"));
    }

    static Reply json(Object tree) {
        return new Reply(200, "application/json", JSON.writeValueAsBytes(tree));
    }

    static Reply html(int status, String page) {
        return new Reply(status, "text/html", page.getBytes(StandardCharsets.UTF_8));
    }

    static Reply xml(int status, String code) {
        var page = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code></Error>";
        return new Reply(status, "application/xml", page.getBytes(StandardCharsets.UTF_8));
    }

    private static Reply envelope(boolean success, String code, String message, Consumer<ObjectNode> data) {
        var root = JSON.createObjectNode();
        if (data == null) {
            root.putNull("data");
        } else {
            data.accept(root.putObject("data"));
        }
        root.put("code", code).put("message", message).put("success", success);
        return json(root);
    }
}
