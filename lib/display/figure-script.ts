/** The file that holds the plotting library, where pages look for it. */
export const LIBRARY_FILE = 'plotly.min.js';

/**
 * Runs in the page: draws `figure` in the element `id`, with the library that Jupyter's server gives out beside the
 * kernel's description, or that lies beside the page.
 */
export const drawScript = `function(id,figure,live){
var script=document.currentScript,wait=50,waited=0,seen=false,kept=window.captionlabFigures=window.captionlabFigures||{};
function find(){return script&&script.isConnected&&script.parentNode.querySelector('#'+id)||document.getElementById(id)}
function serverAddress(){
var config=document.getElementById('jupyter-config-data');
return config?JSON.parse(config.textContent).baseUrl:document.body.dataset.baseUrl}
function fetchLibrary(){
if(window.captionlabFetching)return;window.captionlabFetching=true;
var base=serverAddress(),library=document.createElement('script');
library.src=(base?base.replace(/\\/*$/,'/')+'kernelspecs/captionlab/':'')+'${LIBRARY_FILE}';
document.head.appendChild(library)}
function draw(){
var place=find();
if(place)seen=true;else if(seen)return;
if(!place||!window.Plotly){waited+=wait;
if(waited>100)fetchLibrary();
if(waited>8000&&place&&!place.dataset.told){place.dataset.told=1;place.firstChild.textContent+=' (a figure: drawn where the captionlab kernel or Plotly for Python is installed)'}
setTimeout(draw,wait=Math.min(1500,wait*1.1));return}
var old=live&&kept[id],plot=old&&!old.isConnected?old:document.createElement('div');
place.textContent='';place.appendChild(plot);
Plotly.react(plot,figure.data,figure.layout,{responsive:true,displayModeBar:false});
if(live)kept[id]=plot;
var width=plot.offsetWidth;
if(window.ResizeObserver&&plot!==old)new ResizeObserver(function(){if(plot.isConnected&&plot.offsetWidth&&plot.offsetWidth!==width){width=plot.offsetWidth;Plotly.Plots.resize(plot)}}).observe(plot)}
draw()}`;
