"""Drives a tracking server with the real mlflow client, as a training script would; exits non-zero on a surprise."""
import math
import os
import sys
import tempfile
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import mlflow
from mlflow import MlflowClient
from mlflow.entities import Metric, Param, RunTag
from mlflow.exceptions import MlflowException

major = int(mlflow.__version__.split(".")[0])
mlflow.set_tracking_uri(sys.argv[1])
client = MlflowClient()


def refuses(code, action):
    try:
        action()
    except MlflowException as problem:
        assert problem.error_code == code, f"expected {code}, got {problem.error_code}: {problem}"
        return
    raise AssertionError(f"expected {code}")


# Experiments
assert client.get_experiment("0").name == "Default"
experiment = mlflow.set_experiment(f"it's \"quoted\"/déjà 🛫 {major}")
client.set_experiment_tag(experiment.experiment_id, "team", "ml")
assert client.get_experiment(experiment.experiment_id).tags["team"] == "ml"
assert client.get_experiment_by_name("no such") is None
found = client.search_experiments(filter_string="tags.team = 'ml'", order_by=["name DESC"])
assert experiment.experiment_id in [e.experiment_id for e in found]
other = client.create_experiment(f"other-{major}", tags={"a": "b"})
refuses("RESOURCE_ALREADY_EXISTS", lambda: client.create_experiment(f"other-{major}"))
client.rename_experiment(other, f"renamed-{major}")
client.delete_experiment(other)
assert client.get_experiment(other).lifecycle_stage == "deleted"
client.restore_experiment(other)

# A run with everything logged to it, and a nested one
with mlflow.start_run(run_name="parent") as parent:
    mlflow.log_params({"depth": 3, "rate": 0.1})
    mlflow.log_param("note", "x" * 5000)
    mlflow.set_tag("stage", "test")
    mlflow.set_tags({"a.b/c d": "v", "gone": "soon"})
    mlflow.delete_tag("gone")
    for step in range(5):
        mlflow.log_metric("loss", 1.0 / (step + 1), step=step)
    mlflow.log_metric("odd", float("nan"))
    mlflow.log_metric("big", float("inf"), step=2**53 + 1)
    mlflow.log_metrics({"auc": 0.9, "f1": 0.1 + 0.2})
    client.log_batch(
        parent.info.run_id,
        metrics=[Metric("batch", i / 7, 1000 + i, i) for i in range(900)],
        params=[Param(f"p{i}", str(i)) for i in range(50)],
        tags=[RunTag(f"t{i}", str(i)) for i in range(50)],
    )
    mlflow.log_dict({"a": 1}, "config/a.json")
    figure, axes = plt.subplots()
    axes.plot([1, 2, 3])
    mlflow.log_figure(figure, "plots/line.png")
    mlflow.log_text("hello", "notes/hello world é.txt")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "one.txt").write_text("1")
        Path(folder, "deep").mkdir()
        Path(folder, "deep", "two.txt").write_text("2")
        mlflow.log_artifact(os.path.join(folder, "one.txt"))
        mlflow.log_artifacts(folder, "folder")
    with mlflow.start_run(run_name="child", nested=True) as child:
        mlflow.log_metric("loss", 9.5)
        mlflow.log_param("depth", 4)

run = client.get_run(parent.info.run_id)
assert run.info.status == "FINISHED" and run.info.run_name == "parent", run.info
assert run.data.params["depth"] == "3" and len(run.data.params["note"]) == 5000
assert run.data.metrics["loss"] == 0.2 and run.data.metrics["f1"] == 0.1 + 0.2
assert math.isnan(run.data.metrics["odd"]) and run.data.metrics["big"] == math.inf
assert client.get_metric_history(parent.info.run_id, "big")[0].step == 2**53 + 1
assert [m.value for m in client.get_metric_history(parent.info.run_id, "batch")] == [i / 7 for i in range(900)]
assert run.data.tags["a.b/c d"] == "v" and "gone" not in run.data.tags
assert client.get_run(child.info.run_id).data.tags["mlflow.parentRunId"] == parent.info.run_id
refuses("INVALID_PARAMETER_VALUE", lambda: client.log_param(parent.info.run_id, "depth", 9))
client.log_param(parent.info.run_id, "depth", 3)
refuses("RESOURCE_DOES_NOT_EXIST", lambda: client.get_run("0" * 32))

# Artifacts
assert sorted(f.path for f in client.list_artifacts(parent.info.run_id)) == ["config", "folder", "notes", "one.txt", "plots"]
assert [(f.path, f.file_size) for f in client.list_artifacts(parent.info.run_id, "folder/deep")] == [
    ("folder/deep/two.txt", 1)
]
assert mlflow.artifacts.load_text(f"runs:/{parent.info.run_id}/notes/hello world é.txt") == "hello"
local = mlflow.artifacts.download_artifacts(f"runs:/{parent.info.run_id}/folder")
assert Path(local, "deep", "two.txt").read_text() == "2"

# Search
ids = [experiment.experiment_id]
names = lambda **search: [r.info.run_name for r in client.search_runs(ids, **search)]
assert names() == ["child", "parent"], names()
assert names(filter_string="metrics.loss < 1 and params.depth = '3'") == ["parent"]
assert names(filter_string="tags.stage LIKE 'te%' AND attributes.status = 'FINISHED'") == ["parent"]
assert names(filter_string="run_name ILIKE 'PAR%'") == ["parent"]
assert names(filter_string="params.depth != '3'") == ["child"]
assert names(order_by=["metrics.loss DESC"]) == ["child", "parent"]
assert names(order_by=["metrics.auc ASC", "attributes.start_time DESC"]) == ["parent", "child"]
frame = mlflow.search_runs(experiment_ids=ids, filter_string=f"attributes.run_id IN ('{parent.info.run_id}')")
assert len(frame) == 1
first = client.search_runs(ids, max_results=1)
assert len(first) == 1 and first.token
assert len(client.search_runs(ids, max_results=1, page_token=first.token)) == 1
refuses("INVALID_PARAMETER_VALUE", lambda: client.search_runs(ids, "metrics.loss = 'x'"))
client.delete_run(child.info.run_id)
assert names() == ["parent"]
client.restore_run(child.info.run_id)

# Datasets, autolog, models
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

features = pd.DataFrame({"a": np.arange(20.0), "b": np.arange(20.0) % 3})
labels = (features["a"] > 9).astype(int)
name = f"delay_model_{major}"
mlflow.sklearn.autolog(log_models=False)
with mlflow.start_run(run_name="trained") as trained:
    mlflow.log_input(mlflow.data.from_pandas(features, name="flights"), context="training")
    model = LogisticRegression().fit(features, labels)
    logged = mlflow.sklearn.log_model(model, "model", registered_model_name=name, input_example=features[:2])
mlflow.sklearn.autolog(disable=True)
record = client.get_run(trained.info.run_id)
assert "C" in record.data.params and "training_accuracy_score" in record.data.metrics
assert "flights" in [i.dataset.name for i in record.inputs.dataset_inputs]
assert client.search_runs(ids, "datasets.name = 'flights'")[0].info.run_id == trained.info.run_id

client.set_registered_model_alias(name, "champion", "1")
version = client.get_model_version_by_alias(name, "champion")
assert version.version in (1, "1") and version.run_id == trained.info.run_id, version
loaded = mlflow.sklearn.load_model(f"models:/{name}@champion")
assert (loaded.predict(features) == model.predict(features)).all()
assert mlflow.pyfunc.load_model(f"models:/{name}/1").predict(features).shape == (20,)
assert client.get_registered_model(name).aliases == {"champion": 1} or client.get_registered_model(name).aliases == {
    "champion": "1"
}
client.set_model_version_tag(name, "1", "checked", "yes")
client.update_model_version(name, "1", description="first")
assert client.get_model_version(name, "1").tags["checked"] == "yes"
assert [v.version for v in client.search_model_versions(f"name = '{name}'")] in (["1"], [1])
assert name in [m.name for m in client.search_registered_models()]
client.update_registered_model(name, "about delays")
client.set_registered_model_tag(name, "team", "ml")
assert client.search_registered_models("tag.team = 'ml'")[0].description == "about delays"
copied = client.copy_model_version(f"models:/{name}/1", f"{name}_copy")
assert mlflow.sklearn.load_model(f"models:/{name}_copy/1").predict(features).shape == (20,)
client.delete_registered_model_alias(name, "champion")
refuses("INVALID_PARAMETER_VALUE", lambda: client.get_model_version_by_alias(name, "champion"))
client.transition_model_version_stage(name, "1", "Production")
assert client.get_latest_versions(name, ["Production"])[0].version in (1, "1")
client.rename_registered_model(name, f"{name}_renamed")
client.delete_model_version(f"{name}_renamed", "1")
client.delete_registered_model(f"{name}_renamed")
refuses("RESOURCE_DOES_NOT_EXIST", lambda: client.get_registered_model(name))

# An ONNX model, by its own flavour
from skl2onnx import to_onnx

onnx_name = f"onnx_model_{major}"
with mlflow.start_run(run_name="onnx"):
    onnx_model = to_onnx(model, features.to_numpy(np.float32), options={"zipmap": False})
    mlflow.onnx.log_model(onnx_model, "model", registered_model_name=onnx_name)
client.set_registered_model_alias(onnx_name, "champion", "1")
assert mlflow.onnx.load_model(f"models:/{onnx_name}@champion").SerializeToString() == onnx_model.SerializeToString()

if major >= 3:
    found = client.search_logged_models(experiment_ids=ids)
    assert {m.source_run_id: m.model_id for m in found}[trained.info.run_id] == logged.model_id
    again = mlflow.sklearn.load_model(f"models:/{logged.model_id}")
    assert (again.predict(features) == model.predict(features)).all()
    client.set_logged_model_tags(logged.model_id, {"x": "y"})
    assert client.get_logged_model(logged.model_id).tags["x"] == "y"
    client.delete_logged_model_tag(logged.model_id, "x")
    assert mlflow.search_logged_models(experiment_ids=ids, filter_string="name = 'model'", output_format="list")
    client.log_metric(trained.info.run_id, "of_model", 0.5, model_id=logged.model_id)
    assert {m.key: m.value for m in client.get_logged_model(logged.model_id).metrics}["of_model"] == 0.5
    client.delete_logged_model(logged.model_id)
    client.delete_experiment_tag(experiment.experiment_id, "team")

print("ok", mlflow.__version__)
