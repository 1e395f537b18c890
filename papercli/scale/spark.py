"""The engine `spark`: Spark joins files, on one machine or on many that share a file system.

Spark tries again what dies with one of its executors. A Python of the same version, with papercli
and pyarrow, is needed wherever one of them runs, and the folder of the run under the same path.
"""

from __future__ import annotations

import os
import pickle
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from papercli.errors import PapersError
from papercli.scale.engine import Engine, Settings
from papercli.scale.folder import Folder
from papercli.scale.shuffled import Shuffled
from papercli.scale.work import PART

_RAISED = re.compile(r"(?<![\w.])[\w.]+(?:Error|Exception): (.+)")
_HINT = "--resume goes on; PAPERS_DEBUG=1 shows all that Spark says"
_NO_JAVA = "install Java 17 or newer (Debian: apt install default-jre-headless), or set JAVA_HOME"


def spark_engine(folder: Folder, settings: Settings) -> Engine:
    """The engine; PapersError where Spark or Java is missing."""
    return Shuffled(folder, Spark(settings))


class Spark:
    """A Spark session, as `papercli.scale.executor.Executor` says."""

    def __init__(self, settings: Settings) -> None:
        """A session that is there already, as with ``spark-submit``, is used as it is."""
        import pyspark
        from pyspark.sql import SparkSession

        self._version = pyspark.__version__
        # Workers would run whatever is called python3.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = SparkSession.builder.appName("papers resolve")
        if "PYSPARK_GATEWAY_PORT" not in os.environ:
            builder = builder.master(settings.master)
        memory = f"{settings.memory // (1 << 20)}m"
        for name, value in (
            ("spark.driver.memory", memory),
            ("spark.executor.memory", memory),
            ("spark.sql.shuffle.partitions", str(settings.workers * 2)),
            ("spark.ui.enabled", "false"),
            ("spark.ui.showConsoleProgress", "false"),
            ("spark.log.level", "ERROR"),
            ("spark.sql.execution.arrow.maxRecordsPerBatch", "1"),
            # Sums beyond 64 bits would be an error of ours.
            ("spark.sql.ansi.enabled", "true"),
        ):
            builder = builder.config(name, value)
        try:
            self._session = builder.getOrCreate()
        except Exception as error:  # the gateway to Java raises what it likes
            raise PapersError(f"Spark does not start: {_first_line(error)}", _NO_JAVA) from error

    def view(self, name: str, folder: Path, prefix: str = "") -> None:
        """Nothing but the names of the files is read yet."""
        with self._told():
            files = self._session.read.option("pathGlobFilter", f"{prefix}*.parquet")
            files.parquet(_address(folder)).createOrReplaceTempView(name)

    def select(self, sql: str, folder: Path) -> None:
        """A file a partition."""
        with self._told():
            self._session.sql(sql).write.mode("overwrite").parquet(_address(folder))

    def divide(self, sql: str, folder: Path) -> None:
        """What is of one part comes together first, so that a part has one file."""
        with self._told():
            rows = self._session.sql(sql).repartition("part")
            rows.write.mode("overwrite").partitionBy("part").parquet(_address(folder))

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """A partition at a time."""
        with self._told():
            for row in self._session.sql(sql).toLocalIterator():
                yield tuple(row)

    def part(self, number: str) -> str:
        """Whole numbers are divided so."""
        return f"({number} div {PART})"

    def map(self, function: Callable[..., Any], calls: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        """Each call is a row, which an executor takes and gives back what came of it."""
        given = [(pickle.dumps(call),) for call in calls]
        if not given:
            return
        with self._told():
            rows = self._session.createDataFrame(given, "call binary").repartition(len(given))
            done = rows.mapInArrow(partial(_called, function), "result binary")
            for row in done.collect():
                yield pickle.loads(bytes(row[0]))

    def versions(self) -> dict[str, str]:
        """Spark, the Java below it, and Arrow."""
        java = self._session.sparkContext._jvm.java.lang.System.getProperty("java.version")
        return {"spark": self._version, "java": str(java), "pyarrow": pa.__version__}

    def close(self) -> None:
        """End the session."""
        self._session.stop()

    @contextmanager
    def _told(self) -> Iterator[None]:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        try:
            yield
        except (PySparkException, Py4JError) as error:
            raise PapersError(f"Spark: {_first_line(error)}", _HINT) from error


def _called(
    function: Callable[..., Any], batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        results = [function(*pickle.loads(call)) for call in batch.column(0).to_pylist()]
        dumped = pa.array([pickle.dumps(result) for result in results], pa.binary())
        yield pa.RecordBatch.from_arrays([dumped], ["result"])


def _address(folder: Path) -> str:
    return folder.absolute().as_uri()


def _first_line(error: Exception) -> str:
    """What a person is told of an error: where Python was called, what it raised last."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    raised = [found[1] for line in lines if (found := _RAISED.match(line))]
    return raised[-1] if raised else lines[0]
