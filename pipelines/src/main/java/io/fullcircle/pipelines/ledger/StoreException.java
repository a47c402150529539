package io.fullcircle.pipelines.ledger;

import java.sql.SQLException;

/** Carries an SQL error out of a piece of work, to where a store explains it. Nobody else sees it. */
final class StoreException extends RuntimeException {
    StoreException(SQLException cause) {
        super(cause);
    }
}
