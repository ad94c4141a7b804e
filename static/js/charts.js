/* Draws every figure[data-chart] from the JSON beside it. The same numbers stand in its table; a click leads to the list. */
(function () {
  "use strict";

  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue("--" + name).trim();
  const fallback = ["primary", "info", "soon", "ok", "muted", "late"];

  function oneSeries(data, series, at) {
    const colour = token(series.tone || fallback[at % fallback.length]);
    const last = data.kind !== "stacked" || at === data.series.length - 1;
    return {
      name: series.name,
      type: data.kind === "line" ? "line" : "bar",
      stack: data.kind === "stacked" ? "all" : undefined,
      data: series.values,
      color: colour,
      barMaxWidth: 36,
      symbolSize: 8,
      connectNulls: false,
      emphasis: { disabled: true },
      itemStyle: { borderColor: token("surface"), borderWidth: data.kind === "line" ? 0 : 1 },
      label: { show: data.kind !== "stacked" && data.series.length === 1 && last, position: "top", color: token("ink") },
    };
  }

  /* How many lines the legend needs: each name with its mark, in as much width as there is. */
  function legendLines(data, width) {
    let lines = 1;
    let used = 0;
    data.series.forEach(function (series) {
      const needed = 40 + 14 * Array.from(series.name).reduce((sum, sign) => sum + (sign > "\u2e80" ? 1 : 0.55), 0);
      if (used && used + needed > width) {
        lines += 1;
        used = 0;
      }
      used += needed;
    });
    return lines;
  }

  function options(data, width) {
    const text = { color: token("ink"), fontFamily: style.getPropertyValue("--sans"), fontSize: 13 };
    return {
      animation: false,
      textStyle: text,
      aria: { enabled: true, decal: { show: data.series.length > 1 && data.kind !== "line" } },
      tooltip: { trigger: "axis", renderMode: "richText", confine: true, textStyle: text },
      legend: { show: data.series.length > 1, top: 0, left: 0, textStyle: text, itemWidth: 18, itemHeight: 12 },
      grid: { left: 4, right: 12, top: data.series.length > 1 ? 16 + 24 * legendLines(data, width) : 28, bottom: 4, containLabel: true },
      xAxis: {
        type: "category",
        data: data.categories,
        axisLabel: { color: token("ink-quiet"), hideOverlap: true },
        axisLine: { lineStyle: { color: token("line-strong") } },
        axisTick: { show: false },
      },
      yAxis: {
        type: "value",
        minInterval: 1,
        axisLabel: { color: token("ink-quiet") },
        splitLine: { lineStyle: { color: token("line") } },
      },
      series: data.series.map((series, at) => oneSeries(data, series, at)),
    };
  }

  function draw(figure) {
    const data = JSON.parse(document.getElementById(figure.dataset.chart + "-data").textContent);
    const canvas = figure.querySelector("[data-chart-canvas]");
    const chart = echarts.init(canvas, null, { renderer: "svg" });
    chart.setOption(options(data, canvas.clientWidth));
    canvas.setAttribute("role", "img");
    chart.on("click", function (event) {
      const addresses = data.series[event.seriesIndex].urls || data.urls || [];
      if (addresses[event.dataIndex]) location.assign(addresses[event.dataIndex]);
    });
    new ResizeObserver(function () {
      chart.resize();
      chart.setOption(options(data, canvas.clientWidth));
    }).observe(canvas);
  }

  function start(root) {
    root.querySelectorAll("figure[data-chart]:not([data-drawn])").forEach(function (figure) {
      figure.dataset.drawn = "yes";
      draw(figure);
    });
  }

  document.addEventListener("DOMContentLoaded", () => start(document));
  document.addEventListener("htmx:afterSwap", (event) => start(event.detail.target.parentElement || document));
})();
