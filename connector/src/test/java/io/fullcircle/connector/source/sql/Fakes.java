package io.fullcircle.connector.source.sql;

import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Objects of JDBC as a driver may have them. */
public final class Fakes {
    private Fakes() {}

    /** What a fake answers to one method. */
    public interface Answer {
        Object to(List<Object> arguments) throws SQLException;
    }

    /** An object that knows these methods, by name and number of arguments as in {@code getDate/1}, and no others. */
    public static <T> T knowing(Class<T> type, Map<String, Answer> answers) {
        Object proxy =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    List<Object> all = arguments == null ? List.of() : Arrays.asList(arguments);
                    Answer answer = answers.get(method.getName() + "/" + all.size());
                    if (answer == null) {
                        throw new SQLFeatureNotSupportedException(method.getName());
                    }
                    return answer.to(all);
                });
        return type.cast(proxy);
    }
}
